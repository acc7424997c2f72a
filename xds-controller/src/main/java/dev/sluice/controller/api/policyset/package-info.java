/**
 * The operations that show which policies are in force, and what shadow policies would change. Must
 * not know how policies decide.
 */
@NullMarked
package dev.sluice.controller.api.policyset;

import org.jspecify.annotations.NullMarked;
