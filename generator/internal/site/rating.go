package site

import "strings"

// Rating is the verdict in words: its label, on a free scale the conclusion's first sentence.
func (c *Claim) Rating() string {
	if c.Verdict != nil {
		return c.Verdict.Label
	}
	return firstSentence(c.Conclusion)
}

// firstSentence ends at the first full stop, question or exclamation mark that a space follows.
func firstSentence(text string) string {
	for i, r := range text {
		if strings.ContainsRune(".?!", r) && strings.HasPrefix(text[i+1:], " ") || strings.ContainsRune("。？！", r) {
			return text[:i+len(string(r))]
		}
	}
	return text
}
