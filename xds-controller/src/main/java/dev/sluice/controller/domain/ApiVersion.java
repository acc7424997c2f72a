package dev.sluice.controller.domain;

/** A version of a service with its label, such as {@code v1}. */
public record ApiVersion(String id, String service, String label) implements DomainEntity {}
