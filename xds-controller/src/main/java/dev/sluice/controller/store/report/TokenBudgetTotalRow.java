package dev.sluice.controller.store.report;

import java.time.LocalDate;

/** The used amount of a budget in a period over all servers; parts that its key lacks are empty. */
public record TokenBudgetTotalRow(
    String owner,
    String name,
    String period,
    LocalDate start,
    String tenant,
    String user,
    String credential,
    String model,
    String route,
    long used) {}
