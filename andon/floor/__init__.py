"""floor: THE MEANING. Pure: `fold(state, entry) -> events`, total: any entry in any state is defined.

In: entries and samples, one by one, in order. Out: events; the state changes in place and the recorder alone owns it.

    index        the plan made quick to ask        state        what is open now
    here         a station at an instant           transitions  the machines as tables (README.md)
    fold         entry -> events                   said         what people say on screens
    cords        a cord's reading as an input      calls        a call, from the pull to its end
    releases     a latched cord comes out
    stops        a stop, and what holds it         kaizen       triggers
    windows      the fixed position                induced      starved and blocked
    settle       a station agrees with itself      shown        the tile
    lamps        tile -> lamps                     handing      who has it in hand
    under_test   a station under test              known        since when nothing is known
    commented    what is written beside an hour
    shifts       the calendar                      turning      and what is kept of it
    counting     counters -> pieces
    tiers        who is told, and who next         ladders      their deadlines
    rosters      who is on shift                   storms       told together
    deadlines    what falls due                    decide       commands -> entries (answers: of calls and stops)

May import: config, ports, model, base; no clock, thread, SQL or framework. A new rule is one table row and one story.
"""
