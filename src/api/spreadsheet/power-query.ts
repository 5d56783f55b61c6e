import type { ResultColumnSchema, ResultTable } from '../../kernel/result-table.js';
import { type CsvView, headingOf } from './table-csv-text.js';

/**
 * A query in Power Query's language that reads a table of a run, ready to paste (Data → Get Data → Blank Query →
 * Advanced Editor). Every column has its type named, so that codes stay text and no language of the machine matters.
 */
export function powerQueryText(table: ResultTable, address: string, view: Omit<CsvView, 'byteOrderMark'>): string {
  const types = table.schema.columns.map((column) => `        {${quoted(headingOf(column, view))}, ${typeOf(column)}}`);
  return `// ${table.schema.title.zh} / ${table.schema.title.en}
// Excel: 数据 → 获取数据 → 空白查询 → 高级编辑器，粘贴全文。Data → Get Data → Blank Query → Advanced Editor.
// 服务器需要密钥时，在 Key 中填只读密钥。Where the server asks for keys, put one that only reads into Key.
let
    Key = "",
    Manners = [labels = ${quoted(view.labels)}, lang = ${quoted(view.language)}, unit = ${quoted(view.unit)}],
    Query = if Key = "" then Manners else Record.AddField(Manners, "key", Key),
    Answer = Web.Contents(${quoted(address)}, [Query = Query]),
    Source = Csv.Document(Answer, [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
    Named = Table.PromoteHeaders(Source, [PromoteAllScalars = true]),
    Typed = Table.TransformColumnTypes(Named, {
${types.join(',\n')}
    }, "en-US")
in
    Typed
`;
}

function typeOf({ type }: ResultColumnSchema): string {
  if (type === 'text') return 'type text';
  if (type === 'count') return 'Int64.Type';
  return type === 'money' ? 'Currency.Type' : 'type number';
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
