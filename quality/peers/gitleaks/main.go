// Reads texts as JSON lines, and writes what gitleaks finds in each of them with its default rules.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/zricethezav/gitleaks/v8/detect"
	"github.com/zricethezav/gitleaks/v8/report"
)

const longest = 1 << 20

// finding is a place in a text, by code points.
type finding struct {
	Rule  string `json:"rule"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// places are all occurrences of a secret: a finding names only its line.
func places(text string, found report.Finding) []finding {
	var all []finding
	if found.Secret == "" {
		return all
	}
	for at := 0; ; {
		next := strings.Index(text[at:], found.Secret)
		if next < 0 {
			return all
		}
		start := utf8.RuneCountInString(text[:at+next])
		all = append(all, finding{found.RuleID, start, start + utf8.RuneCountInString(found.Secret)})
		at += next + len(found.Secret)
	}
}

func run() error {
	detector, err := detect.NewDetectorDefaultConfig()
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(os.Stdout)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, longest), longest)
	for lines.Scan() {
		var text string
		if err := json.Unmarshal(lines.Bytes(), &text); err != nil {
			return err
		}
		found := []finding{}
		for _, each := range detector.DetectString(text) {
			found = append(found, places(text, each)...)
		}
		if err := encoder.Encode(found); err != nil {
			return err
		}
	}
	return lines.Err()
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "gitleaks:", err)
		os.Exit(1)
	}
}
