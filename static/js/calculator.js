// Amounts in exact whole fen, and what does not fit together. Judges by the same rules as the
// server (monitoring/cases/visits/contradictions.py); tests hold both against each other.

const AMOUNT = /^(\d+)(?:\.(\d{0,2}))?$/;

// Fen of what a person typed; null where it is blank or no amount.
function fen(text) {
  const plain = String(text ?? "").normalize("NFKC").replace(/[,\s]/g, "");
  const found = AMOUNT.exec(plain);
  return found && BigInt(found[1]) * 100n + BigInt((found[2] ?? "").padEnd(2, "0"));
}

// Half up, away from zero, as people round money.
function divided(amount, people) {
  const sign = amount < 0n ? -1n : 1n;
  return sign * ((amount * sign * 2n + people) / (people * 2n));
}

function shown(amount) {
  const digits = String(amount < 0n ? -amount : amount).padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${amount < 0n ? "-" : ""}${whole}.${digits.slice(-2)}`;
}

const INCOME = ["wage_income", "business_income", "property_income", "transfer_income"];

// What follows from the statement as typed; null for what one of its parts is missing for.
function calculated(statement, people, line) {
  const amount = (name) => fen(statement[`statement.${name}`]);
  const parts = INCOME.map(amount);
  const income = parts.includes(null) ? null : parts.reduce((sum, part) => sum + part, 0n);
  const cost = amount("business_cost");
  const net = income === null || cost === null ? null : income - cost;
  const spent = amount("out_of_pocket");
  const rigid = spent === null ? null : spent - (amount("claims") ?? 0n);
  const after = net === null || rigid === null ? null : net - rigid;
  const each = (whole) => (whole === null || people < 1 ? null : divided(whole, BigInt(people)));
  const limit = fen(line);
  const distance = net === null || limit === null || people < 1
    ? null : divided(net - limit * BigInt(people), BigInt(people));
  return { income, cost, net, perPerson: each(net), rigid, afterPerPerson: each(after), distance };
}

// Exact comparison of two decimal texts: -1, 0, 1; null where one is no number.
function compared(left, right) {
  const [a, b] = [left, right].map((text) => /^(-?)(\d+)(?:\.(\d*))?$/.exec(String(text).trim()));
  if (!a || !b) return null;
  const scale = Math.max((a[3] ?? "").length, (b[3] ?? "").length);
  const [x, y] = [a, b].map((n) => BigInt(n[1] + n[2] + (n[3] ?? "").padEnd(scale, "0")));
  return x < y ? -1 : x > y ? 1 : 0;
}

function meets(facts, [field, sign, wanted]) {
  const value = facts[field] ?? "";
  if (sign === "blank") return value.length === 0;
  if (sign === "filled") return value.length > 0;
  if (sign === "has") return value.includes(wanted);
  if (sign === "in") return wanted.includes(value);
  const order = compared(value, wanted);
  if (order === null) return sign === "=" && value === wanted;
  return order === { "<": -1, "=": 0, ">": 1 }[sign];
}

// [{rule, member, sentence}] of what does not fit; `member` is null for the household as a whole.
function contradictions(rules, household, members) {
  const all = (facts, conditions) => conditions.every((condition) => meets(facts, condition));
  return rules.flatMap((rule) => {
    if (!all(household, rule.household)) return [];
    if (rule.nobody.length && members.some((member) => all(member, rule.nobody))) return [];
    return (rule.member.length ? members : [null])
      .filter((member) => all(member ?? {}, rule.member))
      .map((member) => ({ rule, member, sentence: filled(rule.sentence, member ?? {}) }));
  });
}

function filled(sentence, words) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => words[name] ?? "");
}
