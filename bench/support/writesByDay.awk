# Events as day, actor, outcome, kind, object, bytes, id; each once and sorted: a line for each day and actor.
BEGIN { FS = OFS = "\t" }
{
  row = $1 OFS $2
  bytes[row] += $6
  if ($5 !~ /\/$/ && !((row, $5) in seen)) { seen[row, $5] = 1; objects[row] += 1 }
  if ($3 != "ok") { failures[row] += 1; next }
  ok[row] += 1
  count[row, $4] += 1
}
END {
  for (row in bytes)
    print row, ok[row] + 0, count[row, "upload"] + 0, count[row, "delete"] + 0, count[row, "change"] + 0, objects[row] + 0, sprintf("%.0f", bytes[row]), failures[row] + 0
}
