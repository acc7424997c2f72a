/**
 * Keeps a partition ready for every audit row that may come. It must not know what a row says. Its
 * SQL is one call of a function that the migrations bring.
 */
@NullMarked
package dev.sluice.controller.retention;

import org.jspecify.annotations.NullMarked;
