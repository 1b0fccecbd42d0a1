# What is about safety stands above everything else, whatever the state of its station: a call, or a stop.
plan: oven press safety kolkata
begins: 2026-11-23 07:59:00

08:00:00 mai asks for safety at paint/oven
  -> paint/oven: call raised: safety, by mai
  -> paint/oven is yellow, safety first: safety
08:01:00 mai asks for help at paint/oven
  -> paint/oven: call raised: help, by mai
  -> paint/oven is yellow, safety first: safety and help since 08:00:00
08:02:00 lan says that the safety call of paint/oven is for quality
  -> refused: safety is not released: only a named person with the right releases it
08:03:00 lan says that the help call of paint/oven is for safety
  -> refused: a call for safety is open here already
08:04:00 lan resolves the safety call of paint/oven
  -> refused: safety is not released: only a named person with the right releases it
08:05:00 press/press-1 button pressed
  -> press/press-1: stop began: defect-found (quality), by stop, assumed
  -> press/press-1: kaizen triggered: quality
  -> press/press-1 is red: defect-found (quality, assumed), 1 kaizen open
08:06:00 lan calls the only stop of press/press-1 unsafe
  -> press/press-1: stop explained: unsafe (safety), version 2
  -> press/press-1: the stop leaves its kaizen
  -> press/press-1: kaizen at rest, nothing is left in it
  -> press/press-1: kaizen triggered: safety
  -> press/press-1 is red, safety first: unsafe (safety, assumed), 1 kaizen open since 08:05:00
08:07:00 lan calls the only stop of press/press-1 tool-worn, having read version 2
  -> refused: safety is not released: only a named person with the right releases it
