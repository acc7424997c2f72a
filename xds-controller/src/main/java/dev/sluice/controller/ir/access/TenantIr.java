package dev.sluice.controller.ir.access;

/** A tenant with its three names. */
public record TenantIr(String id, String slug, long number) {}
