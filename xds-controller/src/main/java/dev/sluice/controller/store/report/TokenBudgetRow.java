package dev.sluice.controller.store.report;

import java.util.UUID;

/**
 * An amount of a budget in a batch, as the function that counts it reads it.
 *
 * @param start the first day of the period
 * @param budget what the budget allows in the period
 * @param amount what was used, below zero to correct an earlier amount
 */
public record TokenBudgetRow(
    UUID owner,
    String name,
    String period,
    String start,
    String tenant,
    String user,
    String credential,
    String model,
    String route,
    boolean money,
    long budget,
    long amount) {}
