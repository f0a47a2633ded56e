package duty

// code is a code of conduct with what it asks.
type code struct {
	Report
	duties []asked
}

// asked is a duty as a code asks it.
type asked struct {
	area, text string
	aspect
}

func codes() []code {
	return []code{google(), ifcn(), efcsn()}
}

func google() code {
	const eligibility, claims, evidence, accountability = "Eligibility", "Claims and conclusions", "Sources and methods", "Accountability"
	return code{
		Report{Code: "google", Name: "Google's guidelines for fact-checks", About: "https://developers.google.com/search/docs/appearance/structured-data/factcheck"},
		[]asked{
			{eligibility, "Several pages carry a ClaimReview, each under its public address.", marked()},
			{eligibility, "The structured data says what the page says.", shownByTheme("claim.html", (*examiner).newest)},
			{eligibility, "The site is not that of a party, a campaign or a holder of an office.", forPeople("what the pages on owner and publisher say", "ownership")},
			{claims, "Readers see which claim was checked and what was found.", concluded()},
			{claims, "Every rating that is given is defined.", ratingsDefined()},
			{claims, "Every claim is attributed to somebody other than the site.", attributed()},
			{claims, "It can be looked up where every claim was made.", located()},
			{evidence, "Every source is named so that readers can find it.", sourcesNamed()},
			{evidence, "Every check cites a primary source.", primarySources()},
			{evidence, "A page explains how checks are made.", policy("methodology")},
			{accountability, "The site says who publishes it.", publisher()},
			{accountability, "Every check says who wrote it and when it was published.", bylines()},
			{accountability, "Readers learn who the authors are.", backgrounds()},
			{accountability, "Readers can reach those who publish.", contact()},
			{accountability, "There is a corrections policy, or a way to report errors.", anyOf(policy("corrections"), reportErrors())},
		},
	}
}

func ifcn() code {
	const fairness, sources, organisation = "Nonpartisanship and fairness", "Transparency of sources", "Transparency of funding and organisation"
	const methodology, corrections = "Transparency of methodology", "Open and honest corrections"
	return code{
		Report{Code: "ifcn", Name: "IFCN Code of Principles", About: "https://ifcncodeofprinciples.poynter.org"},
		[]asked{
			{fairness, "Claims of all sides are checked, by the same standard.", allSides()},
			{fairness, "The site takes no side in the matters it checks.", forPeople("articles and pages, and whether a page on ethics says what members of the team may not do", "ethics")},
			{fairness, "Those whose claims are checked can answer.", answers()},
			{sources, "Every source is named so that readers can find it.", sourcesNamed()},
			{sources, "A source stays unnamed only where naming it would put somebody at risk.", withheld()},
			{sources, "The stakes of sources in a matter are disclosed.", interests()},
			{sources, "Sources can still be read when their pages change or vanish.", archived()},
			{organisation, "The site says who publishes it.", publisher()},
			{organisation, "A page says who owns the organisation and what its legal form is.", policy("ownership")},
			{organisation, "A page says where the money comes from.", policy("funding")},
			{organisation, "Funders have no say in what checks conclude.", forPeople("what the page on funding says of it", "funding")},
			{organisation, "The background of those who check is told.", backgrounds()},
			{organisation, "Readers can reach those who publish.", contact()},
			{methodology, "A page explains how checks are made.", policy("methodology")},
			{methodology, "The explanation goes from choosing a claim to correcting a check.",
				forPeople("whether the page covers choosing, researching, writing, editing, publishing and correcting", "methodology")},
			{methodology, "Every rating that is given is defined.", ratingsDefined()},
			{methodology, "Readers can suggest claims.", suggestions()},
			{corrections, "A page says how errors are corrected.", policy("corrections")},
			{corrections, "Readers can report errors.", reportErrors()},
			{corrections, "Corrections are shown, on the check and in one place.", shownByTheme("corrections.html", (*examiner).log)},
			{corrections, "Nothing is changed or removed without saying so.", history()},
		},
	}
}

func efcsn() code {
	const methodology, ethics, transparency = "Methodology", "Ethics", "Transparency"
	return code{
		Report{Code: "efcsn", Name: "European Code of Standards for Independent Fact-Checking Organisations", About: "https://efcsn.com"},
		[]asked{
			{methodology, "A page explains how checks are made.", policy("methodology")},
			{methodology, "Claims are chosen because they matter to the public.", forPeople("the list of claims, and what the page on methodology says of choosing them", "methodology")},
			{methodology, "It can be looked up where every claim was made.", located()},
			{methodology, "Every source is named so that readers can find it.", sourcesNamed()},
			{methodology, "Every check cites a primary source.", primarySources()},
			{methodology, "Sources can still be read when their pages change or vanish.", archived()},
			{methodology, "Every rating that is given is defined.", ratingsDefined()},
			{ethics, "A page says what ethics the organisation keeps.", policy("ethics")},
			{ethics, "Claims of all sides are checked, by the same standard.", allSides()},
			{ethics, "Those whose claims are checked can answer.", answers()},
			{ethics, "The organisation depends on no party, government or funder in what it concludes.", forPeople("what the pages on owner and funding say", "ownership", "funding")},
			{transparency, "The site says who publishes it.", publisher()},
			{transparency, "A page says who owns the organisation and what its legal form is.", policy("ownership")},
			{transparency, "A page says where the money comes from.", policy("funding")},
			{transparency, "The background of those who check is told.", backgrounds()},
			{transparency, "Every check says who wrote it and when it was published.", bylines()},
			{transparency, "Readers can reach those who publish.", contact()},
			{transparency, "A page says how errors are corrected.", policy("corrections")},
			{transparency, "The corrections policy says that readers can turn to the network.", forPeople("what the page on corrections says of it; members of the network are asked for this", "corrections")},
			{transparency, "Readers can report errors.", reportErrors()},
			{transparency, "Corrections are shown, on the check and in one place.", shownByTheme("corrections.html", (*examiner).log)},
			{transparency, "Nothing is changed or removed without saying so.", history()},
		},
	}
}
