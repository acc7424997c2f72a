package dev.sluice.controller.domain;

/** What a tenant offers under one name; its slug is part of generated host names. */
public record Product(String id, String tenant, String slug) implements Entity {}
