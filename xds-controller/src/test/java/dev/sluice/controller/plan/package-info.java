/** Tests of the way from domain records to the intermediate representation. */
@NullMarked
package dev.sluice.controller.plan;

import org.jspecify.annotations.NullMarked;
