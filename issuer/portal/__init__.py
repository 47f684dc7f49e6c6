"""The holder's portal: a web service on the issuer's register. `app.create_app` makes it, `issuer serve` runs it.

Processes hold no state: sessions, links and counts lie in the register's database, so several run behind one address.
"""
