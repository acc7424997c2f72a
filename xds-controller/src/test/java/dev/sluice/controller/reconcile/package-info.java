/** Tests of decisions whose exchange left no audit row. */
@NullMarked
package dev.sluice.controller.reconcile;

import org.jspecify.annotations.NullMarked;
