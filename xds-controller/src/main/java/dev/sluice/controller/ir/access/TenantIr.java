package dev.sluice.controller.ir.access;

/** The provider of a publish, by each of its three names. */
public record TenantIr(String id, String slug, long number) {}
