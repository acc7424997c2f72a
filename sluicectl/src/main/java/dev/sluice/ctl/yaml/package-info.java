/**
 * The writer of YAML text and the reader of YAML files with places. It must not know any command.
 */
@NullMarked
package dev.sluice.ctl.yaml;

import org.jspecify.annotations.NullMarked;
