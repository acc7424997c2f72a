package dev.sluice.controller.domain;

/** One version of a service, by its label ({@code v1}). */
public record ApiVersion(String id, String service, String label) implements DomainEntity {}
