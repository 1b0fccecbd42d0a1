# The shift ends and something is open: it goes into the hands of the next shift, by name.
plan: oven kolkata
begins: 2026-11-23 13:40:00

13:41:00 paint/oven cord pulled
  -> paint/oven: call raised: help, by cord
  -> paint/oven is yellow: help
13:41:10 mai hears the help call of paint/oven
  -> paint/oven: mai heard the call
  -> paint/oven is yellow: help (mai heard) since 13:41:00
13:58:00 mai hands the help call of paint/oven over to tuan: the thermostat drifts, maintenance knows
  -> paint/oven: mai hands the call over to tuan: the thermostat drifts, maintenance knows
# whoever has it in hand, anybody may hand it on
  the clock, 14:00:00: paint work, shift late
  -> paint/oven: shift late began
14:05:00 tuan hands the help call of paint/oven over to lan
  -> paint/oven: tuan hands the call over to lan
14:20:00 lan resolves the help call of paint/oven
  -> paint/oven: call ended: resolved, by lan
  -> paint/oven is running
# what is over can be handed to nobody
14:20:05 lan hands the help call of paint/oven over to mai
  -> refused: call 4 is not open

14:30:00 paint/oven stop pressed
  -> paint/oven: stop began: machine-breakdown (equipment), by stop, assumed
  -> paint/oven: kaizen triggered: equipment
  -> paint/oven is red: machine-breakdown (equipment, assumed), 1 kaizen open
14:31:00 lan hands the stop of paint/oven over to mai: wait for the fan
  -> paint/oven: lan hands the stop over to mai: wait for the fan
14:32:00 lan hands the equipment kaizen of paint/oven over to mai
  -> paint/oven: lan hands the trigger over to mai
14:33:00 paint/oven stop released
  -> paint/oven: stop ended: cleared
  -> paint/oven is running, 1 kaizen open
14:34:00 lan hands the stop of paint/oven over to mai
  -> refused: stop 10 is not open
14:35:00 lan hands the equipment kaizen of paint/oven over to tuan: see the fan first
  -> paint/oven: lan hands the trigger over to tuan: see the fan first
14:36:00 lan puts the equipment kaizen of paint/oven to rest
  -> paint/oven: kaizen at rest
  -> paint/oven is running since 14:33:00
14:37:00 lan hands the equipment kaizen of paint/oven over to tuan
  -> refused: trigger 0 is not open
