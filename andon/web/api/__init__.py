"""api: /api/v1, what programs read and ask; JSON, described by its own OpenAPI.

In: requests of programs and of our own pages. Out: JSON, the event stream, problem details.
`schemas` forms of what comes in · `answer_schemas` of what goes out · `answers` rows -> JSON · `looking` GET ·
`asking` POST, through the desk · `calling` what hands do to calls and stops · `at_station` what the page of a station
says besides · `planning` the plan edited · `setting_up` boxes of no station, tests · `described` OpenAPI.
May import: the web's core modules, never a screen. A new address is a view with a declared access and a form.
"""
