/** A line with lines under it. */
export interface TreeNode {
  readonly text: string;
  readonly children?: readonly TreeNode[];
}

/** Draws a tree with box characters, one line each; a line feed at the end of every line but the last. */
export function drawTree(root: TreeNode): string {
  const lines = [root.text];
  drawChildren(root.children ?? [], '', lines);
  return lines.join('\n');
}

function drawChildren(children: readonly TreeNode[], indent: string, lines: string[]): void {
  children.forEach((child, index) => {
    const isLast = index === children.length - 1;
    lines.push(`${indent}${isLast ? '└─' : '├─'} ${child.text}`);
    drawChildren(child.children ?? [], `${indent}${isLast ? '   ' : '│  '}`, lines);
  });
}
