"""Every feed, declared once (domain.md 2.2, 8, 9). How often is as often as the source says."""

from monitoring.feeds.catalogue import livelihood, people, registers, rolls

FEEDS = {
    feed.code: feed for feed in (*people.FEEDS, *rolls.FEEDS, *livelihood.FEEDS, *registers.FEEDS)
}
