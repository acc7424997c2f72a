package dev.sluice.extauthz.quota;

/** A key under which requests are counted: a credential of a subscription on a day in UTC. */
public record QuotaKey(String subscription, String credential, int epochDay) {}
