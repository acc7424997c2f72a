/**
 * The policies that servers have in force, and what shadow policies would change. Must not know how
 * policies decide.
 */
@NullMarked
package dev.sluice.controller.store.policyset;

import org.jspecify.annotations.NullMarked;
