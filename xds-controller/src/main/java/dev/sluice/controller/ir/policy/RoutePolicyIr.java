package dev.sluice.controller.ir.policy;

/** A policy that applies to single routes. */
public sealed interface RoutePolicyIr extends PolicyIr
    permits CorsIr, DirectResponseIr, InspectionIr, RedirectIr, RewriteIr {}
