package dev.sluice.controller.ir.route;

/** A match of a request header with exactly this value. */
public record HeaderMatchIr(String name, String exact) {}
