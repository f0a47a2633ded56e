package locale

// Known lists the tags of the languages whose dates and numbers are known.
func Known() []string {
	var tags []string
	for _, l := range languages() {
		tags = append(tags, l.tag)
	}
	return tags
}
