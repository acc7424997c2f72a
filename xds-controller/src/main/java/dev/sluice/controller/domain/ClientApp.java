package dev.sluice.controller.domain;

/** A customer's application; the credentials of an inactive one do not count. */
public record ClientApp(String id, boolean active) implements DomainEntity {}
