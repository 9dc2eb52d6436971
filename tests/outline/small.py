"""A very small outline file without a fault. Lint tests change one thing in it."""

from workflow.outline.findings import MESSAGES

_FILE = """
name = "small"
title = { th = "เล็ก", en = "Small" }

[choices]
colours = [
  { code = "red", label = { th = "แดง", en = "Red" } },
]

[rules]
personal_data = "shown to few"

[field_messages]
MESSAGES

[[section]]
key = "general"
title = { th = "ทั่วไป", en = "General" }
hint = { th = "คำแนะนำ", en = "A hint" }

[[section.field]]
key = "contact_email"
type = "text"
label = { th = "อีเมล", en = "E-mail" }
hint = { th = "เช่น", en = "Such as" }
required = true
min = 3
max = 9
rules = ["email", "personal_data"]

[[section.field]]
key = "colour"
type = "choice"
label = { th = "สี", en = "Colour" }
choices = "colours"

[[section.field]]
key = "weight"
type = "decimal"
label = { th = "น้ำหนัก", en = "Weight" }
min = "0.5"
max = "9"

[[section.field]]
key = "words"
type = "list"
label = { th = "คำ", en = "Words" }
item_min = 1
item_max = 9

[[section.field]]
key = "round"
type = "reference"
label = { th = "รอบ", en = "Round" }
refers_to = "rounds.code"

[[section.field]]
key = "total"
type = "computed"
label = { th = "รวม", en = "Total" }
of = "sum of projects.budget.amount_satang"

[[section]]
key = "things"
title = { th = "สิ่งของ", en = "Things" }

[[section.field]]
key = "rows"
type = "table"
label = { th = "แถว", en = "Rows" }
row_page = true
row_key = "code"

  [[section.field.column]]
  key = "code"
  type = "text"
  label = { th = "รหัส", en = "Code" }

  [[section.field.column]]
  key = "parts"
  type = "table"
  label = { th = "ส่วน", en = "Parts" }

    [[section.field.column.column]]
    key = "side"
    type = "choice"
    label = { th = "ด้าน", en = "Side" }
    choices = [
      { code = "left", label = { th = "ซ้าย", en = "Left" } },
    ]

[[check]]
code = "email"
level = "error"
where = "general.contact_email"
sentence = { th = "อีเมลผิด", en = "Wrong e-mail." }
rule = "one @"
"""
_WORDS = '{ th = "{label}", en = "{label} {min}-{max}" }'
SMALL = _FILE.replace("MESSAGES", "\n".join(f"{code} = {_WORDS}" for code in sorted(MESSAGES)))


def with_change(old: str, new: str) -> str:
    """The small outline with the first occurrence of a piece of its text replaced."""
    if old not in SMALL:
        raise ValueError(f"the small outline does not say {old!r}")
    return SMALL.replace(old, new, 1)
