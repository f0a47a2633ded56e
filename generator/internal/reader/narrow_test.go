package reader

// outside gives what a reader would have to scroll sideways for, or could not reach by keyboard: elements beyond the window,
// and texts beyond the box they stand in.
const outside = `(() => {
	const width = document.documentElement.clientWidth, found = [], out = new Set();
	const say = (what, e) => found.push(what + ": " + e.outerHTML.slice(0, 60) + "… " + e.textContent.trim().slice(0, 30));
	const reachable = (e) => e.tabIndex >= 0 || e.querySelector("a[href], button, input, select, textarea, summary, [tabindex='0']");
	const wide = document.documentElement.scrollWidth;
	if (wide > width) found.push("the page is " + wide + " pixels wide");
	for (const e of document.body.querySelectorAll("*:not(svg *)")) {
		if (!e.checkVisibility() || e.closest(".visually-hidden, .skip")) continue;
		if (out.has(e.parentElement)) {
			out.add(e); // told by its parent
			continue;
		}
		const style = getComputedStyle(e), box = e.getBoundingClientRect();
		if (box.width && (box.right > width + 1 || box.left < -1)) {
			say("sticks out to " + Math.round(box.left) + " and " + Math.round(box.right), e);
			out.add(e);
		} else if (["auto", "scroll"].includes(style.overflowX)) {
			if (e.scrollWidth > e.clientWidth && !reachable(e)) say("cannot be scrolled by keyboard", e);
			out.add(e);
		} else if (["hidden", "clip"].includes(style.overflowX)) {
			out.add(e);
		} else if (e.clientWidth && e.scrollWidth > e.clientWidth + 1 && !e.querySelector(":is(div, ol, ul, li, p, table, tr, th, td, .badge)")) {
			say("text sticks out of its box", e);
		}
	}
	return found;
})()`

func (v *view) fits() {
	v.t.Helper()
	v.report(outside)
}

func (v *view) fitsWithLargerText() {
	v.t.Helper()
	v.report(outside)
	v.Run("document.documentElement.style.fontSize = '200%'")
	v.report(outside + ".map((what) => 'with text twice as large, it ' + what)")
	v.Run("document.documentElement.style.fontSize = ''")
}
