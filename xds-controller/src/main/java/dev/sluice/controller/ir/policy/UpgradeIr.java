package dev.sluice.controller.ir.policy;

/** A policy that allows connections to be upgraded to another protocol. */
public record UpgradeIr(boolean websocket) implements RoutePolicyIr {}
