# A station under test: cord, stop and lamps are tried, and nothing of it counts. The tile is not green meanwhile.
plan: oven press kolkata
begins: 2026-11-23 07:59:00

08:00:00 press/press-1 run 1
  -> press/press-1 is running
08:00:30 lan ends the test of paint/oven
  -> refused: no test is on at this station
08:01:00 mai begins the test of paint/oven
  -> paint/oven is test, mai tests
08:01:05 tuan begins the test of paint/oven
  -> refused: a test is on at this station
08:01:10 paint/oven cord pulled
  -> paint/oven: cord heard, True
08:01:10.300 paint/oven cord let go
  -> paint/oven: cord heard, False
08:01:12 paint/oven stop pressed
  -> paint/oven: stop heard, True
08:01:13 paint/oven stop released
  -> paint/oven: stop heard, False
# the screen at the station is tried as well
08:01:20 somebody asks for help at paint/oven
  -> paint/oven: screen heard, help
08:01:25 tuan asks paint/oven to stop
  -> paint/oven: screen heard, stop
08:01:30 mai lights red at paint/oven
  -> paint/oven is test, mai tests, red lit since 08:01:00
08:01:32 mai lights yellow and buzzer at paint/oven
  -> paint/oven is test, mai tests, yellow and buzzer lit since 08:01:00
# a silent box is told, test or not
08:01:40 box of paint/oven silent since 08:01:35
  -> paint/oven is no-signal, mai tests, yellow and buzzer lit
08:01:45 box of paint/oven heard
  -> paint/oven is test, mai tests, yellow and buzzer lit
08:02:00 mai ends the test of paint/oven
  -> paint/oven is running
08:02:01 mai lights red at paint/oven
  -> refused: no test is on at this station
# from now on a pull is a pull; the one of the test was no call that another could cancel
08:02:02 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
08:02:30 mai begins the test of paint/oven
  -> refused: somebody calls for help here: answer the call, then test
