package dev.sluice.controller.domain;

/** A key of an entity, whether or not the entity exists. */
public record EntityKey(Class<? extends DomainEntity> type, String id) {}
