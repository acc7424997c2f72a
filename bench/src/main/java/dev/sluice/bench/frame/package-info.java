/**
 * The measurement frame: variants × scenarios × rounds make one report with goals, as text and as
 * JSON. Must not know what is measured.
 */
@NullMarked
package dev.sluice.bench.frame;

import org.jspecify.annotations.NullMarked;
