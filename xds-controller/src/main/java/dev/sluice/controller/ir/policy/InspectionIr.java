package dev.sluice.controller.ir.policy;

import dev.sluice.controller.ir.route.InspectionMode;

/** A policy that selects which bodies of a route are inspected. */
public record InspectionIr(InspectionMode inspection) implements RoutePolicyIr {}
