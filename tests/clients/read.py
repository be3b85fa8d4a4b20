# Reads a calendar with Debian's python3-icalendar and says what it found, one JSON object a line. Started by clients.ts.
import json
import sys

from icalendar import Calendar

calendar = Calendar.from_ical(sys.stdin.buffer.read())
assert not calendar.errors, calendar.errors
for event in calendar.walk("VEVENT"):
    assert not event.errors, (event.get("UID"), event.errors)
    start = event.decoded("DTSTART")
    stamp = event.decoded("DTSTAMP")
    assert stamp.tzinfo is not None, "DTSTAMP without a zone (RFC 5545 3.8.7.2)"
    print(json.dumps({
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "status": str(event["STATUS"]),
        "summary": str(event["SUMMARY"]),
        "location": str(event.get("LOCATION", "")),
        "start": start.strftime("%Y-%m-%dT%H:%M:%SZ" if hasattr(start, "hour") else "%Y-%m-%d"),
    }))
