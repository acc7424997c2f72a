package dev.sluice.controller.store.report;

import java.util.UUID;

/** The admitted requests of a credential on a day in UTC; 0 only asks for the totals. */
public record QuotaCountRow(UUID subscription, UUID credential, String day, long requests) {}
