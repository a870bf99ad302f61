"""A believable Klaten for the demo: invented firms and companies in real villages, and what became of them.

names.py, goods.py, buyers.py hold the words; firms.py and companies.py make registrations of them; story.py plays the
partnerships. Everything goes through the services of the apps, and one seed always gives the same people. No firm and no
person in it is real.
"""
