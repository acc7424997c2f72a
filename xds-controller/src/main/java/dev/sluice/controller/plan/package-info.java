/**
 * From domain records to the intermediate representation, as pure functions: what cannot be planned
 * is left out and told as a finding. It must not know SQL, Envoy or any input but its arguments.
 */
@NullMarked
package dev.sluice.controller.plan;

import org.jspecify.annotations.NullMarked;
