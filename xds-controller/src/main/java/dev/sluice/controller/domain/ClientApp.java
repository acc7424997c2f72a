package dev.sluice.controller.domain;

/** An application of a customer; the credentials of an inactive one are not delivered. */
public record ClientApp(String id, boolean active) implements DomainEntity {}
