package dev.sluice.controller.ir.route;

/** A request header that must have exactly this value. */
public record HeaderMatchIr(String name, String exact) {}
