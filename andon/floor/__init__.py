"""floor: THE MEANING. Pure: `fold(state, entry) -> events`, total: any entry in any state is defined.

In: entries and samples, one by one, in order. Out: events; the state changes in place and the recorder alone owns it.
`index` the plan made quick to ask · `state` what is open now · `transitions` the machines as tables (README.md) ·
`fold` entry -> events · `said` what people say · `cords`, `calls`, `stops`, `kaizen` a call, a stop, a trigger ·
`windows` the fixed position · `induced` starved and blocked · `settle` a station and all that is known of it agree ·
`shown` the tile · `shifts` the calendar · `counting` counters -> pieces · `deadlines` what falls due · `tiers` who is
told, by `ladders` (their deadlines), `rosters` (who is on shift), `storms` (told together) · `decide`, `answers`
commands -> entries · `lamps` tile -> lamps.
May import: config, ports, model, base; no clock, thread, SQL or framework. A new rule is one table row and one story.
"""
