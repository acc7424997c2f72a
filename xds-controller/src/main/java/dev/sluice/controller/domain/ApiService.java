package dev.sluice.controller.domain;

/** An API that a tenant offers; an inactive one is not served. */
public record ApiService(String id, String tenant, String name, boolean active)
    implements DomainEntity {}
