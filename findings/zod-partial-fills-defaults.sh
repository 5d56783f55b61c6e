#!/usr/bin/env bash
# zod 4: the schema of a patch, policy.partial(), fills every field that the patch leaves out.
#
# Guess: partial() makes fields optional, and what is not sent stays out, as it did in zod 3: {note} stays {note}.
# Seen:  a field with a default is filled although it is optional: {note} becomes {rate: 1, cap: 3, note}. Laid over the
#        policy in force, a patch of the note sets rate and cap back to the defaults. The other way round an inner default
#        is lost: a section whose own default is {} has none of its fields' defaults, since zod 4 gives a default as it
#        stands. Nor is it checked: minimum 0 with default -5 gives -5. prefault does what default did.
# drgdip: makes no schema partial; a section that may be left out and whose fields have defaults is prefault({}).
. "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
npm_packages zod@4.6.7 zod3@npm:zod@3.25.76

seen="$(node --input-type=module <<'JS'
for (const name of ['zod', 'zod3']) {
  const { z } = await import(name === 'zod' ? 'zod' : 'zod3/v3');
  const policy = z.object({ rate: z.number().default(1), cap: z.number().default(3), note: z.string().default('') });
  const inForce = { rate: 1.2, cap: 5, note: '' };
  const patch = policy.partial().parse({ note: 'from May on' });
  console.log(name, 'patch', JSON.stringify(patch), 'over the policy', JSON.stringify({ ...inForce, ...patch }));
  const trim = z.object({ trim: z.object({ k: z.number().default(1.5) }).default({}) });
  console.log(name, 'section', JSON.stringify(trim.parse({})), 'default below the minimum', z.number().min(0).default(-5).safeParse(undefined).success);
}
JS
)"
expect "$(cat <<'TEXT'
zod patch {"rate":1,"cap":3,"note":"from May on"} over the policy {"rate":1,"cap":3,"note":"from May on"}
zod section {"trim":{}} default below the minimum true
zod3 patch {"note":"from May on"} over the policy {"rate":1.2,"cap":5,"note":"from May on"}
zod3 section {"trim":{"k":1.5}} default below the minimum false
TEXT
)" "$seen"
