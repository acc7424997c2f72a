/**
 * Gives decisions whose exchange left no audit row a row. It must not know what a decision says:
 * its SQL is one call of a function that the migrations bring.
 */
@NullMarked
package dev.sluice.controller.reconcile;

import org.jspecify.annotations.NullMarked;
