CREATE TABLE setting (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name)
)
 STRICT


;
CREATE TABLE officer (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	name TEXT NOT NULL, 
	card_number TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	card_valid_until TEXT, 
	active INTEGER NOT NULL, 
	roles TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_officer_active CHECK (active IN (0, 1)), 
	UNIQUE (card_number)
)
 STRICT


;
CREATE TABLE site (
	lat_e6 INTEGER, 
	lon_e6 INTEGER, 
	datum TEXT NOT NULL, 
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	credit_code TEXT, 
	legal_representative TEXT NOT NULL, 
	address TEXT NOT NULL, 
	district TEXT NOT NULL, 
	street TEXT NOT NULL, 
	industry TEXT NOT NULL, 
	key_discharger INTEGER NOT NULL, 
	permit_number TEXT NOT NULL, 
	positive_list_from TEXT, 
	positive_list_to TEXT, 
	contact TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	note TEXT NOT NULL, 
	sample INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_site_kind CHECK (kind IN ('enterprise', 'construction', 'yard', 'filling_station', 'venue', 'other')), 
	CONSTRAINT ck_site_key_discharger CHECK (key_discharger IN (0, 1)), 
	CONSTRAINT ck_site_sample CHECK (sample IN (0, 1)), 
	CONSTRAINT ck_site_name CHECK (length(name) > 0)
)
 STRICT


;
CREATE TABLE paper_number (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	series TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	serial INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	owner_id TEXT NOT NULL, 
	void_reason TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_paper_number UNIQUE (series, year, serial), 
	CONSTRAINT ck_paper_number_serial CHECK (serial > 0)
)
 STRICT


;
CREATE TABLE signature (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	subject_id TEXT NOT NULL, 
	subject_sha256 TEXT NOT NULL, 
	role TEXT NOT NULL, 
	name TEXT NOT NULL, 
	signed_at TEXT NOT NULL, 
	strokes TEXT NOT NULL, 
	refusal TEXT NOT NULL, 
	witness TEXT NOT NULL, 
	void_reason TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_signature_sha256 CHECK (length(subject_sha256) = 64), 
	CONSTRAINT ck_signature_made CHECK (strokes <> '[]' OR length(refusal) > 0)
)
 STRICT


;
CREATE TABLE saved_filter (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	name TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name)
)
 STRICT


;
CREATE TABLE saved_view (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	name TEXT NOT NULL, 
	columns TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name)
)
 STRICT


;
CREATE TABLE campaign (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	name TEXT NOT NULL, 
	starts_on TEXT NOT NULL, 
	ends_on TEXT NOT NULL, 
	units TEXT NOT NULL, 
	focus TEXT NOT NULL, 
	note TEXT NOT NULL, 
	closed_on TEXT, 
	sample INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_campaign_sample CHECK (sample IN (0, 1)), 
	CONSTRAINT uq_campaign_name UNIQUE (name), 
	CONSTRAINT ck_campaign_days CHECK (ends_on >= starts_on)
)
 STRICT


;
CREATE TABLE year_target (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	figure TEXT NOT NULL, 
	value INTEGER NOT NULL, 
	note TEXT NOT NULL, 
	sample INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_year_target_sample CHECK (sample IN (0, 1)), 
	CONSTRAINT uq_year_target UNIQUE (year, figure)
)
 STRICT


;
CREATE TABLE account (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	officer_id TEXT NOT NULL, 
	password_hash TEXT NOT NULL, 
	must_change INTEGER NOT NULL, 
	failures INTEGER NOT NULL, 
	failed_at TEXT, 
	signed_in_at TEXT, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_account_must_change CHECK (must_change IN (0, 1)), 
	CONSTRAINT uq_account_officer UNIQUE (officer_id), 
	CONSTRAINT ck_account_failures CHECK (failures >= 0), 
	CONSTRAINT ck_account_hash CHECK (password_hash LIKE '$argon2id$%'), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
 STRICT


;
CREATE TABLE complaint (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	received_at TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	place TEXT NOT NULL, 
	content TEXT NOT NULL, 
	district TEXT NOT NULL, 
	site_id TEXT, 
	complainant TEXT NOT NULL, 
	told_on TEXT, 
	extended_on TEXT, 
	extended_by TEXT NOT NULL, 
	answered_on TEXT, 
	reply TEXT NOT NULL, 
	handed_to TEXT NOT NULL, 
	handed_on TEXT, 
	sample INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_complaint_sample CHECK (sample IN (0, 1)), 
	FOREIGN KEY(site_id) REFERENCES site (id)
)
 STRICT


;
CREATE TABLE campaign_target (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	campaign_id TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	value INTEGER NOT NULL, 
	due_on TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(campaign_id) REFERENCES campaign (id)
)
 STRICT


;
CREATE TABLE campaign_site (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	campaign_id TEXT NOT NULL, 
	site_id TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_campaign_site UNIQUE (campaign_id, site_id), 
	FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	FOREIGN KEY(site_id) REFERENCES site (id)
)
 STRICT


;
CREATE TABLE patrol (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	day TEXT NOT NULL, 
	route TEXT NOT NULL, 
	length_m INTEGER NOT NULL, 
	district TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	officers TEXT NOT NULL, 
	note TEXT NOT NULL, 
	campaign_id TEXT, 
	sample INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_patrol_sample CHECK (sample IN (0, 1)), 
	CONSTRAINT ck_patrol_length CHECK (length_m > 0), 
	FOREIGN KEY(campaign_id) REFERENCES campaign (id)
)
 STRICT


;
CREATE TABLE listed_item (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	list_id TEXT NOT NULL, 
	day TEXT NOT NULL, 
	name TEXT NOT NULL, 
	quantity INTEGER NOT NULL, 
	site_id TEXT, 
	party_code TEXT NOT NULL, 
	district TEXT NOT NULL, 
	address TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	note TEXT NOT NULL, 
	void_reason TEXT NOT NULL, 
	sample INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_listed_item_sample CHECK (sample IN (0, 1)), 
	CONSTRAINT ck_listed_item_quantity CHECK (quantity > 0), 
	FOREIGN KEY(site_id) REFERENCES site (id)
)
 STRICT


;
CREATE TABLE visit (
	lat_e6 INTEGER, 
	lon_e6 INTEGER, 
	datum TEXT NOT NULL, 
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	checklist_id TEXT NOT NULL, 
	checklist_version TEXT NOT NULL, 
	state TEXT NOT NULL, 
	site_id TEXT, 
	complaint_id TEXT, 
	party_name TEXT NOT NULL, 
	party_code TEXT, 
	party_representative TEXT NOT NULL, 
	party_address TEXT NOT NULL, 
	started_at TEXT, 
	ended_at TEXT, 
	place TEXT NOT NULL, 
	district TEXT NOT NULL, 
	weather TEXT NOT NULL, 
	wind_speed_tenths INTEGER, 
	source TEXT NOT NULL, 
	source_reference TEXT NOT NULL, 
	identity_shown INTEGER NOT NULL, 
	rights_told INTEGER NOT NULL, 
	person_in_charge TEXT NOT NULL, 
	person_role TEXT NOT NULL, 
	person_phone TEXT NOT NULL, 
	companion TEXT NOT NULL, 
	production TEXT NOT NULL, 
	permits TEXT NOT NULL, 
	statement TEXT NOT NULL, 
	findings TEXT NOT NULL, 
	findings_edited INTEGER NOT NULL, 
	intended_step TEXT NOT NULL, 
	refused_to_sign TEXT NOT NULL, 
	void_reason TEXT NOT NULL, 
	campaign_id TEXT, 
	sample INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_visit_state CHECK (state IN ('draft', 'complete', 'void')), 
	CONSTRAINT ck_visit_source CHECK (source IN ('visit', 'complaint', 'random_draw', 'campaign', 'transfer', 'monitor')), 
	CONSTRAINT ck_visit_intended_step CHECK (intended_step IN ('none', 'file', 'rectify', 'hand_over')), 
	CONSTRAINT ck_visit_identity_shown CHECK (identity_shown IN (0, 1)), 
	CONSTRAINT ck_visit_rights_told CHECK (rights_told IN (0, 1)), 
	CONSTRAINT ck_visit_findings_edited CHECK (findings_edited IN (0, 1)), 
	CONSTRAINT ck_visit_sample CHECK (sample IN (0, 1)), 
	CONSTRAINT ck_visit_times CHECK (ended_at IS NULL OR started_at IS NULL OR ended_at >= started_at), 
	FOREIGN KEY(site_id) REFERENCES site (id), 
	FOREIGN KEY(complaint_id) REFERENCES complaint (id), 
	FOREIGN KEY(campaign_id) REFERENCES campaign (id)
)
 STRICT


;
CREATE TABLE patrol_finding (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	patrol_id TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	found_on TEXT NOT NULL, 
	place TEXT NOT NULL, 
	problem TEXT NOT NULL, 
	site_id TEXT, 
	handed_to TEXT NOT NULL, 
	handed_on TEXT, 
	fixed_on TEXT, 
	result TEXT NOT NULL, 
	sample INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_patrol_finding_sample CHECK (sample IN (0, 1)), 
	CONSTRAINT uq_patrol_finding UNIQUE (patrol_id, ordinal), 
	CONSTRAINT ck_patrol_finding_handed CHECK (handed_on IS NULL OR handed_on >= found_on), 
	CONSTRAINT ck_patrol_finding_fixed CHECK (fixed_on IS NULL OR fixed_on >= found_on), 
	FOREIGN KEY(patrol_id) REFERENCES patrol (id), 
	FOREIGN KEY(site_id) REFERENCES site (id)
)
 STRICT


;
CREATE TABLE visit_officer (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	visit_id TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	officer_id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	card_number TEXT NOT NULL, 
	role TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_visit_officer_role CHECK (role IN ('lead', 'second', 'recorder')), 
	CONSTRAINT uq_visit_officer UNIQUE (visit_id, officer_id), 
	FOREIGN KEY(visit_id) REFERENCES visit (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
 STRICT


;
CREATE TABLE visit_answer (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	visit_id TEXT NOT NULL, 
	item_id TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	note TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_visit_answer_answer CHECK (answer IN ('met', 'unmet', 'unchecked')), 
	CONSTRAINT uq_visit_answer UNIQUE (visit_id, item_id), 
	FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT


;
CREATE TABLE measurement (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	visit_id TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	quantity TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	value_milli INTEGER, 
	maximum_milli INTEGER, 
	background_milli INTEGER, 
	point TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	limit_id TEXT NOT NULL, 
	measured_at TEXT, 
	instrument TEXT NOT NULL, 
	instrument_number TEXT NOT NULL, 
	calibrated_until TEXT, 
	calibration_before_milli INTEGER, 
	calibration_after_milli INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_measurement UNIQUE (visit_id, ordinal), 
	FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT


;
CREATE TABLE case_file (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	title TEXT NOT NULL, 
	violation_id TEXT NOT NULL, 
	element TEXT NOT NULL, 
	inspection_kind TEXT NOT NULL, 
	found_on TEXT NOT NULL, 
	act_day TEXT NOT NULL, 
	act_end_day TEXT, 
	site_id TEXT, 
	visit_id TEXT, 
	party_name TEXT NOT NULL, 
	party_code TEXT, 
	party_representative TEXT NOT NULL, 
	party_address TEXT NOT NULL, 
	district TEXT NOT NULL, 
	street TEXT NOT NULL, 
	source TEXT NOT NULL, 
	source_reference TEXT NOT NULL, 
	campaign TEXT NOT NULL, 
	campaign_id TEXT, 
	case_number TEXT, 
	stage TEXT NOT NULL, 
	outcome TEXT, 
	amount_fen INTEGER, 
	reduced_fen INTEGER, 
	decided_on TEXT, 
	closed_on TEXT, 
	handler_id TEXT, 
	second_handler_id TEXT, 
	hand_over_to TEXT NOT NULL, 
	proposed_outcome TEXT, 
	proposed_fen INTEGER, 
	proposed_item_id TEXT, 
	proposed_reason TEXT NOT NULL, 
	defence TEXT NOT NULL, 
	defended_on TEXT, 
	defence_adopted INTEGER, 
	defence_reason TEXT NOT NULL, 
	hearing TEXT NOT NULL, 
	party_kind TEXT NOT NULL, 
	penalty_kinds TEXT NOT NULL, 
	complaint_id TEXT, 
	official_number TEXT NOT NULL, 
	sample INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_case_file_source CHECK (source IN ('visit', 'complaint', 'random_draw', 'campaign', 'transfer', 'monitor')), 
	CONSTRAINT ck_case_file_outcome CHECK (outcome IS NULL OR outcome IN ('penalty', 'reduced', 'waived', 'may_be_waived', 'handed_over', 'withdrawn')), 
	CONSTRAINT ck_case_file_sample CHECK (sample IN (0, 1)), 
	CONSTRAINT ck_case_file_amount CHECK (amount_fen IS NULL OR amount_fen >= 0), 
	CONSTRAINT ck_case_file_party_kind CHECK (party_kind IN ('unit', 'person')), 
	CONSTRAINT ck_case_file_days CHECK (act_end_day IS NULL OR act_end_day >= act_day), 
	FOREIGN KEY(site_id) REFERENCES site (id), 
	FOREIGN KEY(visit_id) REFERENCES visit (id), 
	FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	FOREIGN KEY(handler_id) REFERENCES officer (id), 
	FOREIGN KEY(second_handler_id) REFERENCES officer (id), 
	FOREIGN KEY(complaint_id) REFERENCES complaint (id)
)
 STRICT


;
CREATE TABLE visit_plan (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	site_id TEXT NOT NULL, 
	planned_on TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	registration TEXT NOT NULL, 
	campaign_id TEXT, 
	visit_id TEXT, 
	cancelled_reason TEXT NOT NULL, 
	sample INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_visit_plan_sample CHECK (sample IN (0, 1)), 
	FOREIGN KEY(site_id) REFERENCES site (id), 
	FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT


;
CREATE TABLE photo (
	lat_e6 INTEGER, 
	lon_e6 INTEGER, 
	datum TEXT NOT NULL, 
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	size_bytes INTEGER NOT NULL, 
	original_name TEXT NOT NULL, 
	format TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	visit_id TEXT, 
	case_id TEXT, 
	width_px INTEGER, 
	height_px INTEGER, 
	taken_at TEXT, 
	time_source TEXT NOT NULL, 
	gps_at TEXT, 
	camera TEXT NOT NULL, 
	software TEXT NOT NULL, 
	caption TEXT NOT NULL, 
	proves TEXT NOT NULL, 
	item_id TEXT, 
	photographer_id TEXT, 
	second_officer_id TEXT, 
	void_reason TEXT NOT NULL, 
	exif_at TEXT, 
	exif_offset_minutes INTEGER, 
	clock_offset_s INTEGER NOT NULL, 
	clock_offset_reason TEXT NOT NULL, 
	oddities TEXT NOT NULL, 
	carrier TEXT NOT NULL, 
	confirmation TEXT NOT NULL, 
	confirmed_by TEXT NOT NULL, 
	confirmation_reason TEXT NOT NULL, 
	witness TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_photo_time_source CHECK (time_source IN ('exif', 'corrected', 'gps', 'typed', 'none')), 
	CONSTRAINT ck_photo_confirmation CHECK (confirmation IN ('none', 'confirmed', 'refused')), 
	CONSTRAINT ck_photo_sha256 CHECK (length(sha256) = 64), 
	CONSTRAINT ck_photo_size CHECK (size_bytes > 0), 
	FOREIGN KEY(visit_id) REFERENCES visit (id), 
	FOREIGN KEY(case_id) REFERENCES case_file (id), 
	FOREIGN KEY(photographer_id) REFERENCES officer (id), 
	FOREIGN KEY(second_officer_id) REFERENCES officer (id)
)
 STRICT


;
CREATE TABLE case_step (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	step TEXT NOT NULL, 
	day TEXT NOT NULL, 
	note TEXT NOT NULL, 
	method TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	amount_fen INTEGER, 
	reason TEXT NOT NULL, 
	persons TEXT NOT NULL, 
	skipped TEXT NOT NULL, 
	leader TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(case_id) REFERENCES case_file (id)
)
 STRICT


;
CREATE TABLE case_flag (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	flag TEXT NOT NULL, 
	note TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_case_flag UNIQUE (case_id, flag), 
	FOREIGN KEY(case_id) REFERENCES case_file (id)
)
 STRICT


;
CREATE TABLE review_override (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	rule_id TEXT NOT NULL, 
	what TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	leader_id TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_review_override_reason CHECK (length(reason) > 0), 
	FOREIGN KEY(case_id) REFERENCES case_file (id), 
	FOREIGN KEY(leader_id) REFERENCES officer (id)
)
 STRICT


;
CREATE TABLE offence_search (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	since TEXT, 
	until TEXT NOT NULL, 
	sources TEXT NOT NULL, 
	matches TEXT NOT NULL, 
	sentence TEXT NOT NULL, 
	first INTEGER, 
	stands INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_offence_search_stands CHECK (stands IN (0, 1)), 
	FOREIGN KEY(case_id) REFERENCES case_file (id)
)
 STRICT


;
CREATE TABLE meeting (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	held_on TEXT NOT NULL, 
	place TEXT NOT NULL, 
	host TEXT NOT NULL, 
	attendees TEXT NOT NULL, 
	voters TEXT NOT NULL, 
	guests TEXT NOT NULL, 
	minutes TEXT NOT NULL, 
	conclusion TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_meeting_kind CHECK (kind IN ('hearing', 'discussion')), 
	FOREIGN KEY(case_id) REFERENCES case_file (id)
)
 STRICT


;
CREATE TABLE suspension (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	starts_on TEXT NOT NULL, 
	ends_on TEXT, 
	proof TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_suspension_days CHECK (ends_on IS NULL OR ends_on >= starts_on), 
	FOREIGN KEY(case_id) REFERENCES case_file (id)
)
 STRICT


;
CREATE TABLE rectification (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	ordered_on TEXT NOT NULL, 
	requirement TEXT NOT NULL, 
	due_on TEXT, 
	on_the_spot INTEGER NOT NULL, 
	rechecked_on TEXT, 
	corrected INTEGER, 
	result TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_rectification_on_the_spot CHECK (on_the_spot IN (0, 1)), 
	FOREIGN KEY(case_id) REFERENCES case_file (id)
)
 STRICT


;
CREATE TABLE fact (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	void_reason TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(case_id) REFERENCES case_file (id)
)
 STRICT


;
CREATE TABLE law_fact (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	source TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_law_fact UNIQUE (case_id, "key"), 
	FOREIGN KEY(case_id) REFERENCES case_file (id)
)
 STRICT


;
CREATE TABLE fine_choice (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	factor TEXT NOT NULL, 
	choice TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_fine_choice UNIQUE (case_id, factor), 
	FOREIGN KEY(case_id) REFERENCES case_file (id)
)
 STRICT


;
CREATE TABLE apology_request (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	percent INTEGER NOT NULL, 
	applied_on TEXT, 
	published_on TEXT, 
	medium TEXT NOT NULL, 
	promised TEXT NOT NULL, 
	excluded TEXT NOT NULL, 
	ruled_out TEXT NOT NULL, 
	base_fen INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_apology_request UNIQUE (case_id), 
	CONSTRAINT ck_apology_request_percent CHECK (percent BETWEEN 30 AND 50), 
	CONSTRAINT ck_apology_request_promised CHECK (promised IN ('', 'yes', 'no')), 
	CONSTRAINT ck_apology_request_base CHECK (base_fen IS NULL OR base_fen >= 0), 
	FOREIGN KEY(case_id) REFERENCES case_file (id)
)
 STRICT


;
CREATE TABLE further_act (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	violation_id TEXT NOT NULL, 
	relation TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_further_act UNIQUE (case_id, violation_id), 
	CONSTRAINT ck_further_act_relation CHECK (relation IN ('same_act', 'separate')), 
	FOREIGN KEY(case_id) REFERENCES case_file (id)
)
 STRICT


;
CREATE TABLE assessment (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	pack_version TEXT NOT NULL, 
	violation_id TEXT NOT NULL, 
	decision_day TEXT NOT NULL, 
	request TEXT NOT NULL, 
	result TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(case_id) REFERENCES case_file (id)
)
 STRICT


;
CREATE TABLE paper (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	size_bytes INTEGER NOT NULL, 
	pages INTEGER NOT NULL, 
	faces TEXT NOT NULL, 
	pack_version TEXT NOT NULL, 
	chain_seq INTEGER NOT NULL, 
	chain_head TEXT NOT NULL, 
	issued_on TEXT NOT NULL, 
	case_id TEXT, 
	visit_id TEXT, 
	number TEXT, 
	draft_reasons TEXT NOT NULL, 
	void_reason TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_paper_sha256 CHECK (length(sha256) = 64), 
	FOREIGN KEY(case_id) REFERENCES case_file (id), 
	FOREIGN KEY(visit_id) REFERENCES visit (id)
)
 STRICT


;
CREATE TABLE evidence_file (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	size_bytes INTEGER NOT NULL, 
	original_name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	format TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	visit_id TEXT, 
	case_id TEXT, 
	duration_ms INTEGER, 
	pages INTEGER, 
	summary TEXT NOT NULL, 
	made_at TEXT, 
	time_source TEXT NOT NULL, 
	caption TEXT NOT NULL, 
	proves TEXT NOT NULL, 
	method TEXT NOT NULL, 
	transcript TEXT NOT NULL, 
	carrier TEXT NOT NULL, 
	maker_id TEXT, 
	second_officer_id TEXT, 
	void_reason TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_evidence_file_kind CHECK (kind IN ('video', 'audio', 'paper', 'instrument', 'proof')), 
	CONSTRAINT ck_evidence_file_time_source CHECK (time_source IN ('exif', 'corrected', 'gps', 'typed', 'none')), 
	CONSTRAINT ck_evidence_file_sha256 CHECK (length(sha256) = 64), 
	CONSTRAINT ck_evidence_file_size CHECK (size_bytes > 0), 
	CONSTRAINT ck_evidence_file_duration CHECK (duration_ms IS NULL OR duration_ms >= 0), 
	CONSTRAINT ck_evidence_file_pages CHECK (pages IS NULL OR pages > 0), 
	FOREIGN KEY(visit_id) REFERENCES visit (id), 
	FOREIGN KEY(case_id) REFERENCES case_file (id), 
	FOREIGN KEY(maker_id) REFERENCES officer (id), 
	FOREIGN KEY(second_officer_id) REFERENCES officer (id)
)
 STRICT


;
CREATE TABLE paper_entry (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	field TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_paper_entry UNIQUE (case_id, kind, ordinal, field), 
	CONSTRAINT ck_paper_entry_ordinal CHECK (ordinal > 0), 
	FOREIGN KEY(case_id) REFERENCES case_file (id)
)
 STRICT


;
CREATE TABLE reentry_tick (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	field TEXT NOT NULL, 
	value TEXT NOT NULL, 
	done INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_reentry_tick UNIQUE (case_id, field), 
	CONSTRAINT ck_reentry_tick_done CHECK (done IN (0, 1)), 
	FOREIGN KEY(case_id) REFERENCES case_file (id)
)
 STRICT


;
CREATE TABLE positive_entry (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	site_id TEXT NOT NULL, 
	entered_on TEXT NOT NULL, 
	ends_on TEXT, 
	grounds TEXT NOT NULL, 
	removed_on TEXT, 
	removal_reason TEXT NOT NULL, 
	removal_case_id TEXT, 
	sample INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_positive_entry_sample CHECK (sample IN (0, 1)), 
	CONSTRAINT ck_positive_entry_days CHECK (ends_on IS NULL OR ends_on >= entered_on), 
	CONSTRAINT ck_positive_entry_removal CHECK (removed_on IS NULL OR removal_reason <> ''), 
	FOREIGN KEY(site_id) REFERENCES site (id), 
	FOREIGN KEY(removal_case_id) REFERENCES case_file (id)
)
 STRICT


;
CREATE TABLE compensation (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	name TEXT NOT NULL, 
	found_on TEXT NOT NULL, 
	way TEXT NOT NULL, 
	agreed_fen INTEGER NOT NULL, 
	site_id TEXT, 
	case_id TEXT, 
	agreed_on TEXT, 
	paid_fen INTEGER NOT NULL, 
	paid_on TEXT, 
	note TEXT NOT NULL, 
	sample INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_compensation_sample CHECK (sample IN (0, 1)), 
	CONSTRAINT ck_compensation_amounts CHECK (agreed_fen >= 0 AND paid_fen >= 0), 
	FOREIGN KEY(site_id) REFERENCES site (id), 
	FOREIGN KEY(case_id) REFERENCES case_file (id)
)
 STRICT


;
CREATE TABLE recheck_photo (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	rectification_id TEXT NOT NULL, 
	photo_id TEXT NOT NULL, 
	moment TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_recheck_photo_moment CHECK (moment IN ('before', 'after')), 
	CONSTRAINT uq_recheck_photo UNIQUE (rectification_id, moment, ordinal), 
	FOREIGN KEY(case_id) REFERENCES case_file (id), 
	FOREIGN KEY(rectification_id) REFERENCES rectification (id), 
	FOREIGN KEY(photo_id) REFERENCES photo (id)
)
 STRICT


;
CREATE TABLE fact_evidence (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	fact_id TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	photo_id TEXT, 
	label TEXT NOT NULL, 
	file_id TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(fact_id) REFERENCES fact (id), 
	FOREIGN KEY(case_id) REFERENCES case_file (id), 
	FOREIGN KEY(photo_id) REFERENCES photo (id), 
	FOREIGN KEY(file_id) REFERENCES evidence_file (id)
)
 STRICT


;
CREATE TABLE decision (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	assessment_id TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	decided_on TEXT NOT NULL, 
	pack_version TEXT NOT NULL, 
	provision_id TEXT NOT NULL, 
	item_id TEXT, 
	basis TEXT NOT NULL, 
	direction TEXT NOT NULL, 
	amount_fen INTEGER, 
	computed_fen INTEGER, 
	reduced_fen INTEGER, 
	manual_reason TEXT NOT NULL, 
	superseded_by TEXT, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_decision_outcome CHECK (outcome IN ('penalty', 'reduced', 'waived', 'may_be_waived', 'handed_over', 'withdrawn')), 
	CONSTRAINT ck_decision_direction CHECK (direction IN ('from_light', 'ordinary', 'from_heavy')), 
	CONSTRAINT ck_decision_reason CHECK (length(reason) > 0), 
	FOREIGN KEY(case_id) REFERENCES case_file (id), 
	FOREIGN KEY(assessment_id) REFERENCES assessment (id)
)
 STRICT


;
CREATE TABLE photo_layers (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	photo_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	parent INTEGER NOT NULL, 
	content TEXT NOT NULL, 
	current INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_photo_layers UNIQUE (photo_id, version), 
	CONSTRAINT ck_photo_layers_version CHECK (version > parent AND parent >= 0), 
	CONSTRAINT ck_photo_layers_current CHECK (current IN (0, 1)), 
	FOREIGN KEY(photo_id) REFERENCES photo (id)
)
 STRICT


;
CREATE TABLE signed_copy (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	paper_id TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	file_id TEXT NOT NULL, 
	signed_on TEXT, 
	void_reason TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(paper_id) REFERENCES paper (id), 
	FOREIGN KEY(case_id) REFERENCES case_file (id), 
	FOREIGN KEY(file_id) REFERENCES evidence_file (id)
)
 STRICT


;
CREATE TABLE digital_signature (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	paper_id TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	size_bytes INTEGER NOT NULL, 
	subject TEXT NOT NULL, 
	issuer TEXT NOT NULL, 
	serial TEXT NOT NULL, 
	signed_at TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(paper_id) REFERENCES paper (id)
)
 STRICT


;
CREATE TABLE draw (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	title TEXT NOT NULL, 
	drawn_on TEXT NOT NULL, 
	seed TEXT NOT NULL, 
	list_hash TEXT NOT NULL, 
	content TEXT NOT NULL, 
	result_hash TEXT NOT NULL, 
	campaign_id TEXT, 
	paper_id TEXT, 
	void_reason TEXT NOT NULL, 
	sample INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT ck_draw_sample CHECK (sample IN (0, 1)), 
	CONSTRAINT ck_draw_list_hash CHECK (length(list_hash) = 64), 
	CONSTRAINT ck_draw_result_hash CHECK (length(result_hash) = 64), 
	FOREIGN KEY(campaign_id) REFERENCES campaign (id), 
	FOREIGN KEY(paper_id) REFERENCES paper (id)
)
 STRICT


;
CREATE TABLE draw_pick (
	id TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	device_id TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	updated_by TEXT NOT NULL, 
	draw_id TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	site_id TEXT NOT NULL, 
	inspectors TEXT NOT NULL, 
	due_on TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_draw_pick UNIQUE (draw_id, ordinal), 
	FOREIGN KEY(draw_id) REFERENCES draw (id), 
	FOREIGN KEY(site_id) REFERENCES site (id)
)
 STRICT


;
CREATE TABLE store (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT
;
CREATE TABLE event (
        chain_id TEXT NOT NULL,
        seq INTEGER NOT NULL CHECK (seq > 0),
        prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
        body BLOB NOT NULL,
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        entity TEXT NOT NULL,
        entity_id TEXT NOT NULL,
        PRIMARY KEY (chain_id, seq)
    ) STRICT, WITHOUT ROWID
;
CREATE TABLE search_key (
        no INTEGER PRIMARY KEY,
        entity TEXT NOT NULL,
        id TEXT NOT NULL,
        text TEXT NOT NULL,
        UNIQUE (entity, id)
    ) STRICT
;
CREATE VIRTUAL TABLE search_gram USING fts5(grams, content='', contentless_delete=1, tokenize='unicode61')
;
CREATE INDEX ix_assessment_case ON assessment (case_id)
;
CREATE INDEX ix_campaign_site_site ON campaign_site (site_id)
;
CREATE INDEX ix_campaign_target ON campaign_target (campaign_id, ordinal)
;
CREATE INDEX ix_case_amount ON case_file (amount_fen, id)
;
CREATE INDEX ix_case_campaign ON case_file (campaign_id, found_on)
;
CREATE INDEX ix_case_code ON case_file (party_code, act_day)
;
CREATE INDEX ix_case_complaint ON case_file (complaint_id)
;
CREATE INDEX ix_case_decided ON case_file (decided_on, id)
;
CREATE INDEX ix_case_decided_groups ON case_file (decided_on, element, district, inspection_kind, outcome, sample, amount_fen, reduced_fen)
;
CREATE INDEX ix_case_district_found ON case_file (district, found_on, id)
;
CREATE INDEX ix_case_found ON case_file (found_on, id)
;
CREATE INDEX ix_case_found_groups ON case_file (found_on, element, district, inspection_kind, outcome, sample, amount_fen, reduced_fen)
;
CREATE INDEX ix_case_party ON case_file (party_name, id)
;
CREATE INDEX ix_case_stage_found ON case_file (stage, found_on, id)
;
CREATE INDEX ix_case_step_case ON case_step (case_id, step, day)
;
CREATE INDEX ix_case_step_day ON case_step (step, day)
;
CREATE INDEX ix_case_visit ON case_file (visit_id)
;
CREATE INDEX ix_compensation_case ON compensation (case_id)
;
CREATE INDEX ix_complaint_received ON complaint (received_at, id)
;
CREATE INDEX ix_complaint_site ON complaint (site_id)
;
CREATE INDEX ix_decision_case ON decision (case_id)
;
CREATE INDEX ix_digital_signature_paper ON digital_signature (paper_id)
;
CREATE INDEX ix_draw_day ON draw (drawn_on, id)
;
CREATE INDEX ix_draw_pick_site ON draw_pick (site_id)
;
CREATE INDEX ix_event_entity ON event (entity, entity_id, seq)
;
CREATE INDEX ix_evidence_file_case ON evidence_file (case_id, ordinal)
;
CREATE INDEX ix_evidence_file_sha256 ON evidence_file (sha256)
;
CREATE INDEX ix_evidence_file_visit ON evidence_file (visit_id, ordinal)
;
CREATE INDEX ix_fact_case ON fact (case_id, ordinal)
;
CREATE INDEX ix_fact_evidence_case ON fact_evidence (case_id)
;
CREATE INDEX ix_fact_evidence_fact ON fact_evidence (fact_id)
;
CREATE INDEX ix_listed_item_day ON listed_item (list_id, day, void_reason, quantity)
;
CREATE INDEX ix_meeting_case ON meeting (case_id)
;
CREATE INDEX ix_offence_search_case ON offence_search (case_id, ordinal)
;
CREATE INDEX ix_paper_case ON paper (case_id)
;
CREATE INDEX ix_paper_visit ON paper (visit_id)
;
CREATE INDEX ix_patrol_day ON patrol (day, length_m)
;
CREATE INDEX ix_patrol_finding_fixed ON patrol_finding (fixed_on)
;
CREATE INDEX ix_photo_case ON photo (case_id, ordinal)
;
CREATE INDEX ix_photo_sha256 ON photo (sha256)
;
CREATE INDEX ix_photo_visit ON photo (visit_id, ordinal)
;
CREATE INDEX ix_positive_entry_site ON positive_entry (site_id, entered_on)
;
CREATE INDEX ix_recheck_photo_case ON recheck_photo (case_id)
;
CREATE INDEX ix_rectification_case ON rectification (case_id)
;
CREATE INDEX ix_review_override_case ON review_override (case_id)
;
CREATE INDEX ix_signature_subject ON signature (subject, subject_id)
;
CREATE INDEX ix_signed_copy_case ON signed_copy (case_id)
;
CREATE INDEX ix_site_credit_code ON site (credit_code)
;
CREATE INDEX ix_site_name ON site (name, id)
;
CREATE INDEX ix_site_updated ON site (updated_at, id)
;
CREATE INDEX ix_suspension_case ON suspension (case_id)
;
CREATE INDEX ix_visit_campaign ON visit (campaign_id, started_at)
;
CREATE INDEX ix_visit_plan_day ON visit_plan (planned_on, id)
;
CREATE INDEX ix_visit_plan_site ON visit_plan (site_id, planned_on)
;
CREATE INDEX ix_visit_site ON visit (site_id, started_at)
;
CREATE INDEX ix_visit_started ON visit (started_at, id)
;
CREATE INDEX ix_visit_state_updated ON visit (state, updated_at, id)
;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
