/**
 * The state of one body under inspection: the rules in force, the findings and the verdict, and the
 * token usage. It must not know framings or streams.
 */
@NullMarked
package dev.sluice.extproc.finding;

import org.jspecify.annotations.NullMarked;
