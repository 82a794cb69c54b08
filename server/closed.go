package server

import (
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"makewhole/claims"
	"makewhole/claims/entitlements"
	"makewhole/corrections"
	"makewhole/settlements"
	"makewhole/settlements/accounts"
	"makewhole/states"
)

// word is one value of a closed set and what it means, where its name does not
// say it.
type word struct{ value, meaning string }

// closedSets are the values that fields with the tag `closed:"name"` have. They
// come from the tables of the rooms, so that nobody keeps a second list.
func closedSets() map[string][]word {
	sets := map[string][]word{
		"decision": plainWords(claims.DecisionApprove, claims.DecisionPartiallyApprove, claims.DecisionDeny, claims.DecisionRequestEvidence),
		"held": {
			{entitlements.HeldUndecided, "no decision yet, or its cooling-off is not over"},
			{entitlements.HeldAppealed, "the decision is appealed"},
			{entitlements.HeldNotFiled, "covered, has a loss and did not file; until the bar date"},
			{entitlements.HeldReceiver, "nobody may receive it yet"},
			{entitlements.HeldDisputed, "in the disputed reserve"},
		},
	}
	sets["why"] = append(slices.Clone(sets["held"]), word{"held", "held for another reason"},
		word{accounts.WhyCarried, "smaller than the smallest payment: comes with a later tranche"}, word{accounts.WhyZero, "nothing new was due"})
	for _, m := range states.All() {
		sets[m.Name] = plainWords(m.States()...)
		for _, e := range m.Edges {
			if !slices.Contains(sets["event"], word{value: e.Event}) {
				sets["event"] = append(sets["event"], word{value: e.Event})
			}
		}
	}
	sets["report"] = append(plainWords("pending"), sets[states.Snapshot.Name]...)
	sets["rule"], sets["wording rule"] = plainWords(settlements.RuleNames(false)...), plainWords(settlements.RuleNames(true)...)
	for _, r := range claims.Reasons {
		sets["review reason"] = append(sets["review reason"], word{r.Code, r.Text})
	}
	sets["claim reason"] = slices.Clone(sets["review reason"])
	for _, code := range claims.OwnReasons {
		sets["claim reason"] = append(sets["claim reason"], word{code, claims.ReasonText(code)})
	}
	for _, r := range corrections.Reasons {
		sets["correction reason"] = append(sets["correction reason"], word{r.Code, r.Text})
	}
	return sets
}

func plainWords(values ...string) (out []word) {
	for _, v := range values {
		out = append(out, word{value: v})
	}
	return out
}

// closeSets writes the closed sets into the schemas that the document shows and
// requests are checked by.
func closeSets(r huma.Registry) {
	sets := closedSets()
	for name, schema := range r.Map() {
		t := r.TypeFromRef("#/components/schemas/" + name)
		for t != nil && t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t != nil && t.Kind() == reflect.Struct {
			closeFields(sets, schema, t)
			schema.PrecomputeMessages()
		}
	}
}

func closeFields(sets map[string][]word, schema *huma.Schema, t reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous && f.Type.Kind() == reflect.Struct {
			closeFields(sets, schema, f.Type)
			continue
		}
		tag := f.Tag.Get("closed")
		if tag == "" {
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		words, ok := sets[tag]
		if p := schema.Properties[name]; ok && p != nil {
			closeSchema(p, words)
			continue
		}
		panic("server: no closed set " + tag + " for " + t.Name() + "." + f.Name)
	}
}

// closeSchema lists the values of a property, and their meanings after what is
// said of it.
func closeSchema(p *huma.Schema, words []word) {
	p.Enum = nil
	var meanings []string
	for _, w := range words {
		p.Enum = append(p.Enum, w.value)
		if w.meaning != "" {
			meanings = append(meanings, w.value+": "+strings.TrimSuffix(w.meaning, "."))
		}
	}
	if len(meanings) > 0 {
		p.Description = strings.TrimSpace(p.Description + " " + strings.Join(meanings, "; ") + ".")
	}
	p.PrecomputeMessages()
}
