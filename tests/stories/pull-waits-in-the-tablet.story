# A pull on a tablet without network waits there. It is told with its age and counts from when the hand pulled.
plan: oven kolkata
begins: 2026-11-23 07:59:00

08:01:00 lan asks for help at paint/oven, a pull 40 s old
  -> paint/oven: call raised: help, by lan at 08:00:20
  -> paint/oven is yellow: help since 08:00:20
08:01:10 lan asks for help at paint/oven, a pull 45 s old
  -> refused: call 4 is open already: it was raised, at 08:00:20
08:02:00 mai resolves the help call of paint/oven
  -> paint/oven: call ended: resolved, by mai
  -> paint/oven is running
# never before what is known of the station
08:02:10 lan asks for help at paint/oven, a pull 60 s old
  -> paint/oven: call raised: help, by lan at 08:02:00
  -> paint/oven is yellow: help since 08:02:00
08:03:00 mai resolves the help call of paint/oven
  -> paint/oven: call ended: resolved, by mai
  -> paint/oven is running
# one that waited for more than five minutes is history: it is missed, and turns nothing yellow
08:20:00 lan asks for help at paint/oven, a pull 301 s old
  -> paint/oven: call raised: help, by lan at 08:14:59
  -> paint/oven: call ended: missed at 08:14:59
# whatever is open by then
08:21:00 lan asks for help at paint/oven
  -> paint/oven: call raised: help, by lan
  -> paint/oven is yellow: help
08:21:30 somebody asks for help at paint/oven, a pull 900 s old
  -> paint/oven: call raised: help, by the screen at 08:06:30
  -> paint/oven: call ended: missed at 08:06:30
08:21:40 somebody asks for help at paint/moon, a pull 900 s old
  -> refused: the plan has no station paint/moon
# What is proposed is kept as it was said.
08:30:00 lan suggests at paint/oven: Đặt kệ gần lò hơn
  -> paint/oven: suggestion received: Đặt kệ gần lò hơn
08:30:05 lan suggests at paint/oven:
  -> refused: a suggestion without words says nothing; write it in any language
08:30:10 lan suggests at paint/moon: a ladder
  -> refused: the plan has no station paint/moon
