package dev.sluice.ctl.dlp.scan;

/**
 * A finding in a file or a commit, without the value.
 *
 * @param commit the id of the commit; empty for a file
 * @param path the path as shown, with slashes
 * @param line the line in which the value begins, from 1 on
 * @param column the character in that line, from 1 on
 * @param action the action of the rule
 * @param confidence the confidence of the recognizer
 * @param severity the severity of the rule
 * @param hash the keyed hash of the value; empty without a baseline
 */
public record ScanFinding(
    String commit,
    String path,
    long line,
    long column,
    String rule,
    String kind,
    String action,
    String confidence,
    String severity,
    String hash) {}
