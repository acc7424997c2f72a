package dev.sluice.controller.domain;

/** An organisation that provides APIs, by each of its three names. */
public record Tenant(String id, String slug, long number, boolean active) implements DomainEntity {}
