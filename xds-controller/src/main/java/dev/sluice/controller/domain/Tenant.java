package dev.sluice.controller.domain;

/** An organisation that provides or consumes APIs, with its three names. */
public record Tenant(String id, String slug, long number, boolean active) implements DomainEntity {}
