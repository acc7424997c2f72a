/**
 * The client of an external recognizer: a service that finds entities such as names in whole texts.
 * It must not know bodies, rules, Envoy's messages or who sends a text.
 */
@NullMarked
package dev.sluice.extproc.external;

import org.jspecify.annotations.NullMarked;
