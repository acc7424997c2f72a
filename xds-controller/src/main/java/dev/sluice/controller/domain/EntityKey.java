package dev.sluice.controller.domain;

/** What an entity is found by, whether or not there is one. */
public record EntityKey(Class<? extends DomainEntity> type, String id) {}
